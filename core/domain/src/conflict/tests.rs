//! A seeded set: 300 volunteers who know somebody, each by one thing that is spelled in
//! another way, and pairs of people who have nothing in common.

use std::collections::BTreeMap;

use super::*;

/// A small generator of our own, so that the set is the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, many: usize) -> usize {
        (self.next() % many as u64) as usize
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const GIVEN: &[&str] = &[
    "Robert",
    "Margaret",
    "Elizabeth",
    "William",
    "Zbigniew",
    "Katherine",
    "Michael",
    "Susan",
    "Christopher",
    "Deborah",
    "Ama",
    "Nguyen",
    "Siân",
    "Mohammed",
    "Thomas",
    "Patricia",
    "Anthony",
    "Jennifer",
];

const SHORT: &[(&str, &str)] = &[
    ("Robert", "Bob"),
    ("Margaret", "Peggy"),
    ("Elizabeth", "Liz"),
    ("William", "Bill"),
    ("Katherine", "Kate"),
    ("Michael", "Mick"),
    ("Susan", "Sue"),
    ("Christopher", "Chris"),
    ("Anthony", "Tony"),
    ("Thomas", "Tommy"),
    ("Mohammed", "Muhammad"),
    ("Zbigniew", "Zbyszek"),
    ("Deborah", "Debbie"),
    ("Patricia", "Tricia"),
];

/// A surname, and other spellings of it.
const SURNAMES: &[(&str, &[&str])] = &[
    ("Müller", &["Muller", "MÜLLER", "Mu\u{308}ller"]),
    ("O'Neill", &["O’Neill", "ONeill", "Ó Neill"]),
    ("Łukaszewicz", &["Lukaszewicz", "ŁUKASZEWICZ"]),
    ("Pavlova", &["\u{420}avl\u{43e}va", "P\u{430}vl\u{43e}va"]),
    ("Hughes", &["\u{397}ughes", "HUGHES", "Hugh\u{435}s"]),
    ("MacDonald", &["McDonald", "Mac Donald", "MACDONALD"]),
    ("Okonkwo", &["0konkwo", "OKONKWO", "\u{41e}konkwo"]),
    ("Begum", &["BEGUM", "Begum\u{200b}", " Begum "]),
    ("Nuñez", &["Nunez", "NUÑEZ"]),
    ("Smith-Jones", &["Smith Jones", "Jones", "Smith"]),
    ("Strauß", &["Strauss", "STRAUSS"]),
    ("Ferreira", &["Ferreíra", "ＦＥＲＲＥＩＲＡ"]),
    ("Kowalczyk", &["\u{41a}owalczyk", "kowalczyk"]),
    ("Trelawney", &["Tre\u{301}lawney", "TRELAWNEY"]),
];

const OTHERS: &[&str] = &[
    "Abbott",
    "Baxter",
    "Chowdhury",
    "Dunmore",
    "Eastwood",
    "Farouk",
    "Gladwin",
    "Hollis",
    "Ibrahim",
    "Jessop",
    "Kettering",
    "Lomax",
    "Mbeki",
    "Norwood",
    "Oyelaran",
    "Pettit",
    "Quigley",
    "Rowntree",
    "Sandhu",
    "Tilbrook",
];

const STREETS: &[(&str, &str)] = &[
    ("Mill Road", "Mill Rd"),
    ("Church Street", "Church St."),
    ("Queens Avenue", "QUEENS AVE"),
    ("St Peter's Close", "Saint Peters Cl"),
    ("Orchard Gardens", "Orchard Gdns"),
    ("The Crescent", "Crescent"),
    ("Victoria Terrace", "Victoria Terr"),
    ("Broadway", "Broadway"),
    ("Beech Drive", "Beech Dr"),
];

const ORGANISATIONS: &[(&str, &str)] = &[
    ("Harbour Logistics Ltd", "HARBOUR LOGISTICS LIMITED"),
    ("The Corner Bakery", "Corner Bakery"),
    ("Marks & Daughters plc", "Marks and Daughters"),
    ("St. Osyth Boatyard", "Saint Osyth Boatyard"),
    ("Anglian Care Group", "Anglian-Care"),
    ("Basildon Foundry Co.", "Basildon F\u{43e}undry"),
];

const SCHOOLS: &[(&str, &str)] = &[
    ("St John's Primary School", "Saint Johns School"),
    ("Mayflower High School", "Mayflower Academy"),
    ("Colne Valley College", "COLNE VALLEY COLLEGE"),
    ("Écija Infant School", "Ecija Infants"),
];

/// A postcode in a district of its own for each number.
fn postcode_of(number: usize) -> String {
    let letters = b"ABDEFGHJLN";
    let letter = |place: usize| letters[place % letters.len()] as char;
    format!(
        "{}{}{} {}{}{}",
        "CEHLN".as_bytes()[number % 5] as char,
        letter(number / 5),
        1 + number % 9,
        number / 9 % 10,
        letter(number / 3),
        letter(number / 11)
    )
}

fn phone_of(number: usize) -> String {
    format!("07700 9{:05}", number)
}

fn spelled_phone(dice: &mut Dice, number: usize) -> String {
    let (a, b) = (9 * 100 + number / 1_000, number % 1_000);
    match dice.below(6) {
        0 => format!("+44 7700 {a:03} {b:03}"),
        1 => format!("(07700) {a:03}-{b:03}"),
        2 => format!("00447700{a:03}{b:03}"),
        3 => format!("07700{a:03}{b:03} ask for the office"),
        4 => format!("７７００{a:03}{b:03}"),
        _ => format!("07700.{a:03}.{b:03}"),
    }
}

/// Somebody whose every particular is their own.
fn somebody(dice: &mut Dice, number: usize) -> Sheet {
    let (street, _) = STREETS[number % STREETS.len()];
    Sheet {
        given: dice.pick(GIVEN).to_owned(),
        surname: format!(
            "{}{}",
            OTHERS[number % OTHERS.len()],
            ["ley", "sen", "ton", "well", "field"][number / OTHERS.len() % 5]
        ),
        phone: phone_of(number),
        email: format!("person{number}@example.org"),
        address: format!("{} {street}, Town{number}", 1 + number % 80),
        postcode: postcode_of(number),
        employer: format!("Works {number} Ltd"),
        school: format!("School of Ward {number}"),
        declared: format!("{} Unrelated{number}", dice.pick(GIVEN)),
    }
}

#[derive(Clone)]
struct Sheet {
    given: String,
    surname: String,
    phone: String,
    email: String,
    address: String,
    postcode: String,
    employer: String,
    school: String,
    declared: String,
}

impl Sheet {
    fn particulars(&self) -> Particulars {
        Particulars::named([self.given.as_str()], [self.surname.as_str()])
            .phone(&self.phone)
            .email(&self.email)
            .lives_at(&self.address, &self.postcode)
            .works_for(&self.employer)
            .learns_at(&self.school)
    }

    fn volunteer(&self) -> Particulars {
        self.particulars().declares(&self.declared)
    }
}

/// Gives `party` one thing that `volunteer` has too, spelled otherwise; says which.
fn seed(dice: &mut Dice, kind: usize, volunteer: &mut Sheet, party: &mut Sheet) -> ConflictKey {
    match kind {
        0 | 1 => {
            let (name, spellings) = SURNAMES[dice.below(SURNAMES.len())];
            volunteer.surname = name.to_owned();
            party.surname = dice.pick(spellings).to_owned();
            ConflictKey::Surname
        }
        2 => {
            let (street, other) = STREETS[dice.below(STREETS.len())];
            volunteer.address = format!("{} {street}\nColchester", 1 + dice.below(90));
            party.address =
                format!("Flat {}, {}A {other}, Colchester", 1 + dice.below(9), 1 + dice.below(90));
            // One outward code, as a street has it; and now and then none is known.
            volunteer.postcode = "CO1 1AB".to_owned();
            party.postcode = dice.pick(&["co12xy", "CO1 2XY", ""]).to_owned();
            ConflictKey::Address
        }
        3 => {
            party.postcode = volunteer.postcode.replace(' ', "").to_lowercase();
            if dice.below(2) == 0 {
                party.address = format!("{}\n{}", party.address, std::mem::take(&mut party.postcode));
            }
            ConflictKey::Address
        }
        4 => {
            let number = 40_000 + dice.below(999);
            volunteer.phone = phone_of(number);
            party.phone = spelled_phone(dice, number);
            ConflictKey::Phone
        }
        5 => {
            party.email = match dice.below(4) {
                0 => volunteer.email.to_uppercase(),
                1 => format!("Somebody <{}>", volunteer.email),
                2 => volunteer.email.replace('@', "+post@"),
                _ => volunteer.email.replace('e', "\u{435}"),
            };
            ConflictKey::Email
        }
        6 => {
            let (name, other) = ORGANISATIONS[dice.below(ORGANISATIONS.len())];
            volunteer.employer = name.to_owned();
            party.employer = other.to_owned();
            ConflictKey::Employer
        }
        7 => {
            let (name, other) = SCHOOLS[dice.below(SCHOOLS.len())];
            volunteer.school = name.to_owned();
            party.school = other.to_owned();
            ConflictKey::School
        }
        8 => {
            let (long, short) = SHORT[dice.below(SHORT.len())];
            party.given = long.to_owned();
            let (name, spellings) = SURNAMES[dice.below(SURNAMES.len() - 5)];
            party.surname = name.to_owned();
            volunteer.declared =
                format!("Mrs Nobody Elsewhere\n{short} {}, my cousin", dice.pick(spellings).trim());
            ConflictKey::Declared
        }
        _ => {
            let number = 50_000 + dice.below(999);
            party.phone = phone_of(number);
            volunteer.declared = format!("my neighbour {}", spelled_phone(dice, number));
            ConflictKey::Declared
        }
    }
}

#[test]
fn three_hundred_who_know_somebody_are_found() {
    let mut dice = Dice(15);
    let (mut found, mut by_key, mut missed) = (0, BTreeMap::<ConflictKey, (u32, u32)>::new(), Vec::new());
    for number in 0..300 {
        let mut volunteer = somebody(&mut dice, number);
        let mut party = somebody(&mut dice, number + 400);
        let key = seed(&mut dice, number % 10, &mut volunteer, &mut party);
        let keys = volunteer.volunteer().conflicts_with(&party.particulars());
        let count = by_key.entry(key).or_default();
        count.1 += 1;
        if keys.contains(&key) {
            found += 1;
            count.0 += 1;
        } else {
            missed.push(format!(
                "{key:?}: {} {} {} {} {} / {} {} {} {} {} / {}",
                volunteer.surname,
                volunteer.phone,
                volunteer.email,
                volunteer.address,
                volunteer.employer,
                party.surname,
                party.phone,
                party.email,
                party.address,
                party.employer,
                volunteer.declared
            ));
        }
    }
    eprintln!("found {found} of 300; {by_key:?}");
    assert!(found >= 294, "found {found} of 300, by key {by_key:?}; missed:\n{}", missed.join("\n"));
}

#[test]
fn people_with_nothing_in_common_are_let_be() {
    let mut dice = Dice(7);
    let mut hits = Vec::new();
    let people: Vec<Sheet> = (0..90).map(|number| somebody(&mut dice, number)).collect();
    let mut pairs = 0;
    for (place, one) in people.iter().enumerate() {
        for other in &people[place + 1..] {
            pairs += 1;
            let keys = one.volunteer().conflicts_with(&other.particulars());
            if !keys.is_empty() {
                hits.push(format!("{keys:?}: {} {} {}", one.surname, one.address, other.address));
            }
        }
    }
    eprintln!("{} false hits in {pairs} pairs", hits.len());
    assert!(hits.len() * 200 <= pairs, "{} of {pairs}: {}", hits.len(), hits[..hits.len().min(9)].join("\n"));
}

#[test]
fn a_street_of_another_town_is_another_street() {
    let check = |one: (&str, &str), other: (&str, &str), near| {
        assert_eq!(Place::of(one.0, one.1).is_near(&Place::of(other.0, other.1)), near, "{one:?} {other:?}");
    };
    check(("1 High Street, Colchester", "CO1 1AA"), ("9 High St", "CO1 9ZZ"), true);
    check(("1 High Street, Colchester", "CO1 1AA"), ("9 High St, Harlow", "CM20 1AA"), false);
    check(("1 High Street, Colchester", ""), ("9 High St, Harlow", ""), false);
    check(("1 High Street", ""), ("9 High St, Harlow", "CM20 1AA"), true);
    check(("Rose Cottage, Church Lane, Dedham", ""), ("2 Church Ln, Dedham", "CO7 6AA"), true);
    check(("", "CM1 1AB"), ("", "cm11ab"), true);
    check(("", ""), ("", ""), false);
    check(("Colchester", ""), ("Colchester", ""), false);
}

#[test]
fn who_has_no_employer_shares_none() {
    for none in ["Retired", "self-employed", "N/A", "none", "Ltd", " "] {
        assert_eq!(organisation_key(none), None, "{none}");
    }
    let one = Particulars::named([], []).works_for("retired");
    assert!(one.conflicts_with(&Particulars::named([], []).works_for("Retired")).is_empty());
}

#[test]
fn who_works_for_an_organisation_in_the_case_may_know_it() {
    let volunteer = Particulars::named(["Vera"], ["Quill"]).works_for("Tesco Stores Ltd");
    let shop = Particulars::named([], []).organisation("TESCO STORES");
    assert_eq!(volunteer.conflicts_with(&shop), ConflictKeys::from([ConflictKey::Employer]));
}

#[test]
fn a_declared_name_wants_its_given_name_where_one_is_known() {
    let party = |given: &'static str| Particulars::named([given], ["Baxter"]);
    let volunteer = Particulars::named(["Vera"], ["Quill"]).declares("Liz Baxter (neighbour)");
    assert!(!volunteer.conflicts_with(&party("Elizabeth")).is_empty());
    assert!(volunteer.conflicts_with(&party("George")).is_empty());
    assert!(!volunteer.conflicts_with(&party("")).is_empty(), "nobody knows her given name");
    let anybody = Particulars::named(["Vera"], ["Quill"]).declares("Baxter");
    assert!(!anybody.conflicts_with(&party("George")).is_empty());
}

#[test]
fn keys_survive_being_stored() {
    let keys: ConflictKeys = ConflictKey::ALL.iter().copied().collect();
    assert_eq!(read_keys(&stored_keys(&keys)), keys);
    assert!(read_keys("").is_empty());
}
