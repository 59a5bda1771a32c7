//! Two small shapes that most of this crate is made of: enums stored as words, and sets of them.

/// An enum whose variants have a word: in the database, in a stored policy and in the printed matrix.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word by which it is stored and printed.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads the stored word; an unknown word is nothing, and so gives no right.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&word).ok_or_else(|| {
                    serde::de::Error::custom(format!(concat!("unknown ", stringify!($name), " '{}'"), word))
                })
            }
        }
    };
}

/// A set of such values in one byte, written as a list of words.
macro_rules! word_set {
    ($(#[$meta:meta])* pub struct $name:ident of $element:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub struct $name(u8);

        impl $name {
            /// The empty set.
            pub const NONE: Self = Self(0);

            /// The set of exactly these.
            pub const fn of(elements: &[$element]) -> Self {
                let mut bits = 0;
                let mut index = 0;
                while index < elements.len() {
                    bits |= 1 << elements[index] as u8;
                    index += 1;
                }
                Self(bits)
            }

            /// Whether it holds `element`.
            pub const fn contains(self, element: $element) -> bool {
                self.0 & (1 << element as u8) != 0
            }

            /// Whether it holds nothing.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// What is in either.
            #[must_use]
            pub const fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// What is in both.
            #[must_use]
            pub const fn intersection(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// The elements, in the order of the matrix.
            pub fn iter(self) -> impl Iterator<Item = $element> {
                $element::ALL.iter().copied().filter(move |element| self.contains(*element))
            }
        }

        impl FromIterator<$element> for $name {
            fn from_iter<I: IntoIterator<Item = $element>>(elements: I) -> Self {
                elements.into_iter().fold(Self::NONE, |set, element| set.union(Self::of(&[element])))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_set().entries(self.iter().map(|element| element.as_str())).finish()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.iter().map(|element| element.as_str()))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let words = <Vec<String> as serde::Deserialize>::deserialize(deserializer)?;
                words
                    .iter()
                    .map(|word| {
                        let element = $element::ALL.iter().copied().find(|e| e.as_str() == word);
                        element.ok_or_else(|| serde::de::Error::custom(format!("unknown word '{word}'")))
                    })
                    .collect()
            }
        }
    };
}
