//! The people to sign in as.

use permissions::Role;

use crate::dice::Dice;

/// Somebody to sign in as, one for each role and two coordinators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPerson {
    /// The word of the role.
    pub role: &'static str,
    /// The name colleagues know.
    pub name: String,
    /// The sign-in name.
    pub username: String,
    /// The password, which is as invented as the rest.
    pub password: String,
}

/// Everybody to sign in as, in the order of the roles.
pub type People = Vec<DemoPerson>;

/// Who they are: role, given and family name. The names stay the same whatever the seed, so
/// that a walk-through can name them.
pub const CAST: [(Role, &str, &str); 13] = [
    (Role::ServiceManager, "Ruth", "Ashdown"),
    (Role::Coordinator, "Dan", "Okoro"),
    (Role::Coordinator, "Moira", "Fenwick"),
    (Role::OfficeAdministrator, "Bea", "Lindqvist"),
    (Role::LeadFacilitator, "Ama", "Darko"),
    (Role::CoFacilitator, "Joel", "Whitcombe"),
    (Role::Observer, "Tessa", "Pargeter"),
    (Role::CaseSupervisor, "Idris", "Marlowe"),
    (Role::PartnerReferrer, "Kemi", "Hartnoll"),
    (Role::PartnerReferrer, "Priya", "Saltmarsh"),
    (Role::Commissioner, "Gwen", "Tolliver"),
    (Role::Dpo, "Otis", "Brandreth"),
    (Role::SystemAdministrator, "Lena", "Quayle"),
];

/// A sign-in name made of a name.
pub fn username(given: &str, family: &str) -> String {
    format!("{}.{}", domain::normalise::name_key(given), domain::normalise::name_key(family))
}

/// Three words and a number, from the seed.
pub fn password(dice: &mut Dice) -> String {
    const WORDS: [&str; 32] = [
        "anchor",
        "basket",
        "candle",
        "dragonfly",
        "ember",
        "feather",
        "garden",
        "hazel",
        "island",
        "jigsaw",
        "kettle",
        "lantern",
        "meadow",
        "needle",
        "orchard",
        "pebble",
        "quarry",
        "ribbon",
        "saddle",
        "thimble",
        "umbrella",
        "velvet",
        "walnut",
        "yonder",
        "zephyr",
        "acorn",
        "bridge",
        "copper",
        "driftwood",
        "estuary",
        "fiddle",
        "gravel",
    ];
    format!("{}-{}-{}-{:02}", dice.pick(&WORDS), dice.pick(&WORDS), dice.pick(&WORDS), dice.below(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_good_enough_for_the_service_itself() {
        for seed in 0..200 {
            let password = password(&mut Dice::of(seed, 0, 0));
            assert!(password.len() >= 12, "{password}");
        }
    }
}
