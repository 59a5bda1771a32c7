//! What a call of a plugin's code may cost (`plugins.md` C.5).

use serde::Deserialize;

/// The limits of one plugin. A package may ask for less than the defaults; only an
/// administrator may give more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Milliseconds that `validate` may take.
    pub validate_ms: u32,
    /// Milliseconds that `compute` may take.
    pub compute_ms: u32,
    /// Milliseconds that `build` may take.
    pub build_ms: u32,
    /// Mebibytes of memory for form rules, all memories of an instance together.
    pub memory_mib: u32,
    /// Mebibytes of memory for reports.
    pub report_memory_mib: u32,
    /// Kibibytes that may come out of a call of form rules.
    pub output_kib: u32,
    /// Kibibytes that may come out of a report.
    pub report_output_kib: u32,
    /// Findings or computed values that one call may answer.
    pub findings: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            validate_ms: 100,
            compute_ms: 100,
            build_ms: 2_000,
            memory_mib: 16,
            report_memory_mib: 64,
            output_kib: 1_024,
            report_output_kib: 8_192,
            findings: 200,
        }
    }
}

impl Limits {
    /// What no administrator can exceed.
    pub const CEILING: Self = Self {
        validate_ms: 10_000,
        compute_ms: 10_000,
        build_ms: 10_000,
        memory_mib: 128,
        report_memory_mib: 128,
        output_kib: 16_384,
        report_output_kib: 16_384,
        findings: 1_000,
    };

    /// The name of a limit that is nothing or more than in `most`.
    pub fn beyond(&self, most: &Self) -> Option<&'static str> {
        let pairs = [
            ("validate-ms", self.validate_ms, most.validate_ms),
            ("compute-ms", self.compute_ms, most.compute_ms),
            ("build-ms", self.build_ms, most.build_ms),
            ("memory-mib", self.memory_mib, most.memory_mib),
            ("report-memory-mib", self.report_memory_mib, most.report_memory_mib),
            ("output-kib", self.output_kib, most.output_kib),
            ("report-output-kib", self.report_output_kib, most.report_output_kib),
            ("findings", self.findings, most.findings),
        ];
        pairs.into_iter().find(|(_, asked, most)| *asked == 0 || asked > most).map(|(name, ..)| name)
    }
}
