//! What a rule finds.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The form cannot be sent until it is put right; a draft is still kept.
    Blocking,
    /// Shown to the person at the form, who may go on.
    Advisory,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field it is about, or nothing when it is about the form as a whole.
    pub field: Option<String>,
    /// How much it weighs.
    pub severity: Severity,
    /// The key of its sentence in the package's translations.
    pub code: String,
    /// What fills the gaps of that sentence.
    pub arguments: Vec<(String, String)>,
}

impl Problem {
    /// Adds what fills the gap `name` of the sentence.
    pub fn with(&mut self, name: &str, value: impl ToString) -> &mut Self {
        self.arguments.push((name.to_owned(), value.to_string()));
        self
    }
}

/// The findings of one call, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Says that `field` must be put right before the form can be sent.
    pub fn block(&mut self, field: &str, code: &str) -> &mut Problem {
        self.push(Some(field), Severity::Blocking, code)
    }

    /// Says something about `field` that the person may pass over.
    pub fn advise(&mut self, field: &str, code: &str) -> &mut Problem {
        self.push(Some(field), Severity::Advisory, code)
    }

    /// Says that the form as a whole cannot be sent like this.
    pub fn block_form(&mut self, code: &str) -> &mut Problem {
        self.push(None, Severity::Blocking, code)
    }

    /// Whether `field` was found to have the problem `code`.
    pub fn has(&self, field: &str, code: &str) -> bool {
        self.0.iter().any(|problem| problem.field.as_deref() == Some(field) && problem.code == code)
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    fn push(&mut self, field: Option<&str>, severity: Severity, code: &str) -> &mut Problem {
        let place = self.0.len();
        self.0.push(Problem {
            field: field.map(str::to_owned),
            severity,
            code: code.to_owned(),
            arguments: Vec::new(),
        });
        &mut self.0[place]
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
