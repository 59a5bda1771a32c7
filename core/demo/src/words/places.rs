//! Greater Essex: its districts as they are, and streets that are nowhere.

use domain::codes::ESSEX_DISTRICTS;

/// A district.
pub struct Place {
    /// Its place in the hub's list of districts.
    pub list: usize,
    /// How many live there, in hundreds, weighted by how many cases come of them.
    pub weight: f64,
    /// The first halves of its postcodes.
    pub outward: &'static [&'static str],
    /// Its towns.
    pub towns: &'static [&'static str],
    /// The area team that works there.
    pub team: usize,
}

impl Place {
    /// The word that is stored.
    pub fn code(&self) -> &'static str {
        ESSEX_DISTRICTS[self.list].0
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        ESSEX_DISTRICTS[self.list].1
    }
}

const fn place(
    list: usize,
    weight: f64,
    outward: &'static [&'static str],
    towns: &'static [&'static str],
    team: usize,
) -> Place {
    Place { list, weight, outward, towns, team }
}

/// Every district, in the order of the hub's list: population of the 2021 census in hundreds,
/// more where more cases come from.
pub const DISTRICTS: [Place; 14] = [
    place(0, 1876.0 * 1.35, &["SS14", "SS15", "SS16"], &["Basildon", "Pitsea", "Laindon"], 1),
    place(1, 1552.0, &["CM7", "CM77"], &["Braintree", "Halstead", "Witham"], 0),
    place(2, 770.0, &["CM13", "CM14"], &["Brentwood", "Shenfield"], 2),
    place(3, 896.0, &["SS7", "SS8"], &["Benfleet", "Canvey Island"], 1),
    place(4, 1815.0, &["CM1", "CM2", "CM3"], &["Chelmsford", "Great Baddow"], 2),
    place(5, 1927.0 * 1.2, &["CO1", "CO2", "CO4"], &["Colchester", "Stanway"], 0),
    place(6, 1350.0, &["CM16", "IG10"], &["Epping", "Loughton"], 2),
    place(7, 933.0 * 1.3, &["CM17", "CM18", "CM20"], &["Harlow"], 2),
    place(8, 662.0, &["CM9"], &["Maldon", "Heybridge"], 0),
    place(9, 857.0, &["SS4", "SS6"], &["Rayleigh", "Rochford"], 1),
    place(10, 1807.0 * 1.4, &["SS1", "SS2", "SS9"], &["Southend-on-Sea", "Leigh-on-Sea"], 1),
    place(11, 1481.0 * 1.25, &["CO14", "CO15", "CO16"], &["Clacton-on-Sea", "Harwich"], 0),
    place(12, 1760.0 * 1.3, &["RM16", "RM17", "RM18"], &["Grays", "Tilbury"], 1),
    place(13, 913.0, &["CB10", "CM6"], &["Saffron Walden", "Great Dunmow"], 0),
];

/// Streets.
pub const STREETS: &[&str] = &[
    "Larkspur Close",
    "Mill Meadow",
    "Sandpiper Way",
    "Old Brickfield Lane",
    "Thistle Green",
    "Quayside Walk",
    "Orchard Rise",
    "Harvest Row",
    "Kestrel Drive",
    "Saltmarsh Road",
    "Windmill Gardens",
    "Foundry Court",
    "Heron Terrace",
    "Bramble Path",
    "Chalkpit Lane",
    "Oyster Street",
    "Lantern Mews",
    "Copperfield Rise",
    "Tidewater Avenue",
    "Hazel Bank",
    "Priory Field",
    "Cartwright Close",
    "Elmstead Parade",
    "Swallow Hill",
];

/// Names of houses and blocks.
pub const HOUSE_NAMES: &[&str] =
    &["Gullwing House", "Barley Court", "Fennel Lodge", "Tern House", "Wickham Court", "Samphire House"];

/// Where meetings are held.
pub const VENUES: &[&str] = &[
    "Community centre, small hall",
    "Library, meeting room 2",
    "Parish rooms",
    "Civic offices, room 4",
    "Children's centre, quiet room",
    "Service's own room",
    "Leisure centre, seminar room",
];
