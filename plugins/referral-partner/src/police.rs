//! What a police referral must agree with.

use accord_sdk::prelude::*;

/// Disposals that the law allows only to someone who admits the offence.
const NEED_ADMISSION: &[&str] = &["community-resolution", "conditional-caution", "youth-caution"];

/// The age below which nobody can be held responsible for a crime (Children and Young
/// Persons Act 1933, section 50).
const AGE_OF_RESPONSIBILITY: i32 = 10;

/// A crime reference has a shape, and its year is not before the incident's.
pub fn crime_reference(answers: &Answers, problems: &mut Problems) {
    let Some(reference) = answers.text("crime-reference") else { return };
    let Some(year) = year_of(reference) else {
        problems.block("crime-reference", "crime-reference-shape");
        return;
    };
    if let Some(occurred) = answers.date("occurred-on")
        && 2000 + u16::from(year) < occurred.year()
    {
        problems
            .block("crime-reference", "crime-reference-year")
            .with("year", format!("{year:02}"))
            .with("occurred", occurred.year());
    }
}

/// The year of a reference written as force, number and year: `42/123456/26`.
fn year_of(reference: &str) -> Option<u8> {
    let mut parts = reference.split('/');
    let (force, number, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_whole = parts.next().is_none() && force.len() == 2 && year.len() == 2;
    if is_whole && digits(force, 2) && digits(number, 7) && digits(year, 2) {
        year.parse().ok()
    } else {
        None
    }
}

/// A disposal by consent needs an admission.
pub fn admission(answers: &Answers, problems: &mut Problems) {
    let Some(disposal) = answers.choice("out-of-court-disposal") else { return };
    let is_admitted = answers.chose("admission", "full") || answers.chose("admission", "partial");
    if NEED_ADMISSION.contains(&disposal) && answers.is_answered("admission") && !is_admitted {
        problems.block("admission", "admission-needed").with("disposal", disposal);
    }
}

/// Nobody below the age of responsibility committed a crime.
pub fn age_of_responsibility(answers: &Answers, problems: &mut Problems) {
    let (Some(born), Some(occurred)) = (answers.date("responsible-born"), answers.date("occurred-on")) else {
        return;
    };
    let age = born.years_until(occurred);
    // Someone born after the incident is a slip of the pen, which a declared rule says.
    if (0..AGE_OF_RESPONSIBILITY).contains(&age) {
        problems.block("responsible-born", "below-age").with("age", age);
    }
}
