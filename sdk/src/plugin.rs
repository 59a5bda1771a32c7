//! The one trait a plugin implements.

use crate::{Answers, Context, Problems, Table};

/// The hooks of a plugin; each has a body that does nothing, so write only what you need.
///
/// A hook is a function of its input: it keeps nothing between two calls, because every
/// call runs in a fresh sandbox.
pub trait Plugin {
    /// Rules that the form's file cannot express.
    ///
    /// Called when the form `form` is sent, after its declared rules have passed; what is
    /// hidden by a condition is already left out of `answers`. Findings go to `problems`.
    fn validate(form: &str, answers: &Answers, context: &Context, problems: &mut Problems) {
        let _ = (form, answers, context, problems);
    }

    /// Fields of the form `form` that follow from its other answers.
    fn compute(form: &str, answers: &Answers, context: &Context) -> Answers {
        let _ = (form, answers, context);
        Answers::default()
    }

    /// The data of the report `report`'s template, as JSON text.
    ///
    /// # Errors
    /// A key of the package's translations that says why the report cannot be made.
    fn build(
        report: &str,
        parameters: &Answers,
        tables: &[(String, Table)],
        context: &Context,
    ) -> Result<String, String> {
        let _ = (report, parameters, tables, context);
        Err("report-not-built".to_owned())
    }
}
