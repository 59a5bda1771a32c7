//! What happened: the offence group, or the kind of dispute.

use super::codes;

codes! {
    /// The offence group or kind of dispute, the only word about the matter that an
    /// invitation or a list shows.
    ///
    /// Offences follow the contents of the Home Office Counting Rules 2022/23; disputes the
    /// kinds that neighbour mediation services report.
    Category = "category" {
        /// Homicide.
        Homicide = "homicide" / "violence",
        /// Death or serious injury by unlawful driving.
        UnlawfulDriving = "unlawful-driving" / "violence",
        /// Violence with injury.
        ViolenceWithInjury = "violence-with-injury" / "violence",
        /// Violence without injury.
        ViolenceWithoutInjury = "violence-without-injury" / "violence",
        /// Stalking and harassment.
        StalkingHarassment = "stalking-harassment" / "violence",
        /// Rape.
        Rape = "rape" / "sexual",
        /// Other sexual offences.
        OtherSexual = "other-sexual" / "sexual",
        /// Robbery.
        Robbery = "robbery" / "acquisitive",
        /// Burglary of a home.
        BurglaryResidential = "burglary-residential" / "acquisitive",
        /// Burglary of a business or community building.
        BurglaryBusiness = "burglary-business" / "acquisitive",
        /// Vehicle offences.
        VehicleOffences = "vehicle-offences" / "acquisitive",
        /// Theft from the person.
        TheftFromPerson = "theft-from-person" / "acquisitive",
        /// Theft of a bicycle.
        BicycleTheft = "bicycle-theft" / "acquisitive",
        /// Shoplifting.
        Shoplifting = "shoplifting" / "acquisitive",
        /// Other theft.
        OtherTheft = "other-theft" / "acquisitive",
        /// Fraud.
        Fraud = "fraud" / "acquisitive",
        /// Arson.
        Arson = "arson" / "damage",
        /// Criminal damage.
        CriminalDamage = "criminal-damage" / "damage",
        /// Drug offences.
        DrugOffences = "drug-offences" / "society",
        /// Public order.
        PublicOrder = "public-order" / "society",
        /// Possession of weapons.
        Weapons = "weapons" / "society",
        /// Miscellaneous crimes against society.
        OtherSociety = "other-society" / "society",
        /// Anti-social behaviour aimed at a person.
        AsbPersonal = "asb-personal" / "asb",
        /// Anti-social behaviour: nuisance.
        AsbNuisance = "asb-nuisance" / "asb",
        /// Anti-social behaviour: environment.
        AsbEnvironmental = "asb-environmental" / "asb",
        /// Noise.
        Noise = "noise" / "dispute",
        /// Children.
        Children = "children" / "dispute",
        /// Pets.
        Pets = "pets" / "dispute",
        /// A boundary or a garden.
        Boundary = "boundary" / "dispute",
        /// Parking or shared access.
        Parking = "parking" / "dispute",
        /// Rubbish or shared space.
        Rubbish = "rubbish" / "dispute",
        /// Abuse or threats between neighbours.
        AbuseOrThreats = "abuse-or-threats" / "dispute",
        /// Lifestyles that clash.
        Lifestyle = "lifestyle" / "dispute",
        /// Allegations on both sides.
        CounterAllegations = "counter-allegations" / "dispute",
        /// A conflict in a school.
        School = "school" / "dispute",
        /// A conflict at work.
        Workplace = "workplace" / "dispute",
        /// A conflict in a family.
        Family = "family" / "dispute",
        /// Something else.
        Other = "other" / "dispute",
        /// Not known; only imports use it.
        Unknown = "unknown" / "dispute",
    }

    /// Whom a hate crime or incident was aimed at.
    HateStrand = "hate-strand" {
        /// Race.
        Race = "race",
        /// Religion.
        Religion = "religion",
        /// Sexual orientation.
        SexualOrientation = "sexual-orientation",
        /// Disability.
        Disability = "disability",
        /// Transgender identity.
        Transgender = "transgender",
    }
}

impl Category {
    /// Whether it is a kind of crime rather than a kind of dispute.
    pub fn is_offence(self) -> bool {
        !matches!(self.group(), Some("dispute" | "asb"))
    }
}
