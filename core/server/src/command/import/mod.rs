//! `accord import`: bringing in the records of an older system, and taking them back.
//!
//! A dry run makes the same plan as the import itself, says what it would do, and writes the
//! error files; it changes nothing in the service, may run beside a server, and does not even
//! need one: whoever thinks of moving can see first what would come along.

mod files;
mod report;
mod telling;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use cases::import::{Export, ImportPlan, Importer, LoadError, Profile};
use clap::{Args, Subcommand};
use domain::{Message, Reference};
use keys::Keyring;
use storage::InstallationKind;
use wording::Wording;

use crate::folder::FolderError;
use crate::home::{Home, Manner};
use crate::output;
use crate::settings::Settings;
use telling::Telling;

/// What the keyed digests of rows and exports are for.
const PURPOSE: &str = "import";

const EXAMPLES: &str = "\
Examples:
  accord import --profile profile.toml --dry-run export/     say what would be brought in
  accord import --profile profile.toml export/               bring it in, all or nothing
  accord import list
  accord import undo B-7KQ2-M4XD                             take a batch back whole

Rows that are left behind stand in error files with the reason; mend them before the rest is
brought in. A later run brings in cases and people that are new, and leaves alone what belongs
to a case that is here. The files hold personal data.";

/// Bring in the records of an older system.
#[derive(Args)]
#[command(after_help = EXAMPLES, subcommand_negates_reqs = true)]
pub struct Import {
    #[command(subcommand)]
    action: Option<Action>,
    /// What the export means: a file of the kind that examples/import-myrj has.
    #[arg(long, value_name = "FILE", required = true)]
    profile: Option<PathBuf>,
    /// Only say what would be done.
    #[arg(long)]
    dry_run: bool,
    /// Where the error files go.
    #[arg(long, value_name = "DIR", default_value = "import-errors")]
    errors: PathBuf,
    /// Bring records in although this is a demonstration, whose passwords stand in a file.
    #[arg(long)]
    into_demonstration: bool,
    /// The folder of the export.
    #[arg(value_name = "DIR", required = true)]
    folder: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Action {
    /// List the batches that were brought in.
    List {
        /// For machines.
        #[arg(long)]
        json: bool,
    },
    /// Let somebody know of the restricted cases of a batch, for a year. Who managed the service
    /// when it was brought in knows of them already; nobody else does.
    Allow {
        /// The batch's reference, such as B-7KQ2-M4XD.
        batch: Reference,
        /// Their sign-in name.
        username: String,
    },
    /// Take a batch back: everything it brought in disappears at once.
    Undo {
        /// The batch, as the import named it.
        batch: Reference,
        /// Also where somebody has worked on its cases since, which is lost.
        #[arg(long)]
        with_work: bool,
    },
}

pub async fn run(import: Import, settings: Settings) -> Result<()> {
    match import.action {
        Some(Action::List { json }) => {
            let home = Home::open(settings, Manner::Beside).await?;
            let batches = Importer::new(home.store.clone()).batches(&home.operator()).await?;
            report::batches(&batches, &home.words()?, json)
        }
        Some(Action::Allow { batch, username }) => {
            let home = Home::open(settings, Manner::Instead).await?;
            let importer = Importer::new(home.store.clone());
            let cases = importer.allow(&home.operator(), batch, &username).await?;
            output::line(format!("{username} knows of {cases} restricted cases of batch {batch} for a year."))
        }
        Some(Action::Undo { batch, with_work }) => {
            undo(&Home::open(settings, Manner::Instead).await?, batch, with_work).await
        }
        None => {
            let (Some(profile), Some(folder)) = (&import.profile, &import.folder) else {
                bail!("name a profile and the folder of the export")
            };
            let text = std::fs::read_to_string(profile).with_context(|| profile.display().to_string())?;
            let profile = Profile::from_toml(&text).with_context(|| profile.display().to_string())?;
            let export = Export::read(folder, &profile)?;
            if import.dry_run {
                try_out(settings, &profile, &export, &import).await
            } else {
                bring_in(settings, &profile, &export, &import).await
            }
        }
    }
}

/// Says what would be done; compared with what is here, where there is a service.
async fn try_out(settings: Settings, profile: &Profile, export: &Export, import: &Import) -> Result<()> {
    let language = settings.service.language;
    match Home::open(settings, Manner::Beside).await {
        Ok(home) => {
            let words = home.words()?;
            let say = |message: &Message| words.text(language, message);
            let plan = plan(profile, export, &home.keys)?;
            let found = Importer::new(home.store.clone()).look(&home.operator(), &plan.profile).await?;
            shown(&plan, Some(&found), import, &say)?;
        }
        Err(error) if matches!(error.downcast_ref(), Some(FolderError::Empty(_))) => {
            let zone = profile.zone().map_err(anyhow::Error::msg)?;
            let words = Wording::load(language, zone).context("the catalogues")?;
            // Digests of rows are compared with nothing, so any key will do.
            let plan = plan(profile, export, &Keyring::generate())?;
            shown(&plan, None, import, &|message| words.text(language, message))?;
        }
        Err(error) => return Err(error),
    }
    output::line("\nThis was a dry run; nothing was brought in.")
}

async fn bring_in(settings: Settings, profile: &Profile, export: &Export, import: &Import) -> Result<()> {
    let language = settings.service.language;
    let home = Home::open(settings, Manner::Instead).await?;
    if home.installation.kind == InstallationKind::Demo && !import.into_demonstration {
        bail!(
            "{} holds a demonstration, whose passwords stand in a file beside it. Bring records into a service \
             of their own (`accord init`), or add --into-demonstration to try it with invented ones",
            home.folder.path().display()
        );
    }
    let operator = home.operator();
    let words = home.words()?;
    let say = |message: &Message| words.text(language, message);
    let importer = Importer::new(home.store.clone());
    let plan = plan(profile, export, &home.keys)?;
    let found = importer.look(&operator, &plan.profile).await?;
    shown(&plan, Some(&found), import, &say)?;
    let by = ("operator", digest_of(profile, export, &home.keys));
    let telling = Telling::begin();
    let loaded = importer.load(&operator, &plan, by, &say, &|progress| telling.tell(progress)).await;
    telling.end();
    match loaded? {
        Some(batch) => {
            output::line(format!("\nBatch {batch} is in. `accord import undo {batch}` takes it back whole."))
        }
        None => output::line("\nEverything was here already; nothing was changed."),
    }
}

fn plan(profile: &Profile, export: &Export, keys: &Keyring) -> Result<ImportPlan> {
    let step = output::Step::begin("Reading the export");
    let plan = ImportPlan::make(profile, export, &|bytes| keys.digest(PURPOSE, bytes))?;
    let rows: usize = plan.figures.files.values().map(|file| file.rows).sum();
    step.end(format!("{rows} rows read"));
    Ok(plan)
}

/// Says what is planned and writes the error files.
fn shown(
    plan: &ImportPlan,
    found: Option<&cases::import::Found>,
    import: &Import,
    say: &dyn Fn(&Message) -> String,
) -> Result<()> {
    let duplicates = plan.duplicates();
    report::plan(plan, &duplicates, found, say)?;
    let written = files::write(&import.errors, plan, &duplicates, say)?;
    report::files(&written, &import.errors)
}

/// A digest that tells this export from another one.
fn digest_of(profile: &Profile, export: &Export, keys: &Keyring) -> [u8; 32] {
    let digest = |bytes: &[u8]| keys.digest(PURPOSE, bytes);
    let files = profile.files.values().map(|file| digest(export.get(&file.file).unwrap_or_default()));
    digest(&files.flatten().collect::<Vec<u8>>())
}

async fn undo(home: &Home, batch: Reference, with_work: bool) -> Result<()> {
    let importer = Importer::new(home.store.clone());
    let telling = Telling::begin();
    let undone = importer.undo(&home.operator(), batch, with_work, &|progress| telling.tell(progress)).await;
    telling.end();
    match undone {
        Err(error @ LoadError::WorkedOn { .. }) => {
            Err(anyhow::Error::from(error).context("say --with-work if that may be lost"))
        }
        undone => {
            undone?;
            output::line(format!("Batch {batch} was taken back."))
        }
    }
}
