//! The way of one call: rest, turn, worker, wait, belief.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use contributions::{HookCall, HookFault, Limits};
use domain::Answers;
use tokio::sync::OwnedSemaphorePermit;

use super::Host;
use super::plugin::{Hook, Plugin};
use crate::HookLimits;
use crate::protocol::{self, Call, Done, Fault, Input, Level, Line, Output, ToWorker};
use crate::redact::redact;
use crate::supervisor::Lost;

/// How much longer than its limit a call is waited for: the worker stops it at the limit,
/// and the answer has to come back.
const GRACE: Duration = Duration::from_millis(400);

impl Host {
    /// Makes a call and turns its output into what `believe` accepts of it.
    pub(super) async fn call<T>(
        &self,
        plugin: &Plugin,
        hook: Hook,
        call: HookCall,
        input: Input<'_>,
        believe: impl FnOnce(Output) -> Result<T, HookFault>,
    ) -> Result<T, HookFault> {
        if !plugin.permits(hook, self.start.elapsed()) {
            return Err(HookFault::CircuitOpen);
        }
        let call_id = call.call_id;
        let answered = self.exchange(plugin, hook, call, input).await;
        let died = matches!(answered, Err(Failure::WorkerDied));
        let outcome = match answered {
            Ok(output) => believe(output),
            Err(Failure::Fault(fault)) => Err(fault),
            Err(Failure::WorkerDied) => Err(HookFault::Unavailable),
        };
        if let Err(fault) = &outcome {
            tracing::warn!(plugin = plugin.id, hook = hook.as_str(), %call_id, %fault, "a plugin's call failed");
        }
        let blamed = died || outcome.as_ref().is_err_and(|fault| self.blames(plugin, fault));
        plugin.note(hook, self.start.elapsed(), blamed);
        outcome
    }

    async fn exchange(
        &self,
        plugin: &Plugin,
        hook: Hook,
        call: HookCall,
        input: Input<'_>,
    ) -> Result<Output, Failure> {
        let (artefact, code) = plugin.code.as_ref().ok_or(HookFault::NotInstalled)?;
        let limits = self.limits(plugin, hook);
        let call_id = call.call_id;
        let values = values(&input);
        let id = self.next_call.fetch_add(1, Ordering::Relaxed);
        let call = Call { id, artefact: *artefact, limits: limits.into(), context: call.into(), input };
        let frame = protocol::frame(&ToWorker::Call(call)).map_err(|_| HookFault::Unavailable)?;
        if frame.len() > limits.input {
            return Err(HookFault::LimitReached("input".to_owned()).into());
        }
        let turns = self.turns(plugin, hook).await?;
        let worker = self.supervisor.worker().await.map_err(|cause| {
            tracing::error!(%cause, "the plugin worker could not be started");
            HookFault::Unavailable
        })?;
        if worker.refused(*artefact) || worker.load(*artefact, code).is_err() {
            return Err(HookFault::Unavailable.into());
        }
        match worker.call(id, frame, limits.time + GRACE, turns).await {
            Ok(Done { result, lines, micros, .. }) => {
                tracing::debug!(plugin = plugin.id, hook = hook.as_str(), %call_id, micros, "a plugin was called");
                write_lines(&plugin.id, call_id, &lines, values);
                result.map_err(|cause| fault(cause).into())
            }
            Err(Lost::Late) => Err(HookFault::TimedOut.into()),
            Err(Lost::Died) => Err(Failure::WorkerDied),
        }
    }

    /// Waits for the plugin's turn and a free thread; long calls also for one of theirs.
    async fn turns(&self, plugin: &Plugin, hook: Hook) -> Result<Vec<OwnedSemaphorePermit>, HookFault> {
        let wanted =
            [Some(&plugin.turn), (hook == Hook::Build).then_some(&self.long_calls), Some(&self.threads)];
        let take_all = async {
            let mut turns = Vec::with_capacity(3);
            for semaphore in wanted.into_iter().flatten() {
                // None of them is ever closed.
                turns.push(Arc::clone(semaphore).acquire_owned().await.map_err(|_| HookFault::Unavailable)?);
            }
            Ok(turns)
        };
        tokio::time::timeout(self.settings.queue, take_all).await.unwrap_or(Err(HookFault::Unavailable))
    }

    /// The host's limits, or less where the package asks for less than is usual.
    fn limits(&self, plugin: &Plugin, hook: Hook) -> HookLimits {
        let (asked, usual) = (plugin.asked, Limits::default());
        let less = |asked: u32, usual: u32| if asked < usual { asked as usize } else { usize::MAX };
        let (ours, ms, mib, kib) = match hook {
            Hook::Build => (
                self.settings.reports,
                less(asked.build_ms, usual.build_ms),
                less(asked.report_memory_mib, usual.report_memory_mib),
                less(asked.report_output_kib, usual.report_output_kib),
            ),
            Hook::Validate | Hook::Compute => (
                self.settings.forms,
                match hook {
                    Hook::Validate => less(asked.validate_ms, usual.validate_ms),
                    _ => less(asked.compute_ms, usual.compute_ms),
                },
                less(asked.memory_mib, usual.memory_mib),
                less(asked.output_kib, usual.output_kib),
            ),
        };
        HookLimits {
            time: ours.time.min(Duration::from_millis(ms as u64)),
            memory: ours.memory.min(mib.saturating_mul(1 << 20)),
            output: ours.output.min(kib.saturating_mul(1 << 10)),
            findings: ours.findings.min(less(asked.findings, usual.findings)),
            ..ours
        }
    }

    /// Whether a fault is the plugin's own, so that its breaker counts it.
    fn blames(&self, plugin: &Plugin, fault: &HookFault) -> bool {
        match fault {
            HookFault::TimedOut => {
                let mut crowd = self.crowd.lock().unwrap_or_else(PoisonError::into_inner);
                !crowd.excuses(self.start.elapsed(), &plugin.id)
            }
            HookFault::Trapped | HookFault::LimitReached(_) | HookFault::BadAnswer(_) => true,
            HookFault::Unavailable | HookFault::NotInstalled | HookFault::CircuitOpen => false,
        }
    }
}

/// Why a call brought no output.
enum Failure {
    Fault(HookFault),
    /// The worker died while the call was out. Which of the calls that were out killed it
    /// is not known, so it counts against all of them; an innocent plugin's next call is
    /// good, the culprit's is not.
    WorkerDied,
}

impl From<HookFault> for Failure {
    fn from(fault: HookFault) -> Self {
        Self::Fault(fault)
    }
}

/// The worker answered another question than was asked: never to be believed.
pub(super) fn mixed_up() -> HookFault {
    HookFault::BadAnswer("the answer is of another hook".to_owned())
}

fn fault(fault: Fault) -> HookFault {
    match fault {
        Fault::Trapped => HookFault::Trapped,
        Fault::TimedOut => HookFault::TimedOut,
        Fault::Memory => HookFault::LimitReached("memory".to_owned()),
        Fault::Output => HookFault::LimitReached("output".to_owned()),
        Fault::HostCalls => HookFault::LimitReached("host calls".to_owned()),
        Fault::NoSuchHook => HookFault::NotInstalled,
        Fault::BadValue => HookFault::BadAnswer("a value does not exist".to_owned()),
        Fault::Broken => HookFault::Unavailable,
    }
}

fn values<'a>(input: &Input<'a>) -> std::borrow::Cow<'a, Answers> {
    match input {
        Input::Validate { answers, .. } | Input::Compute { answers, .. } => answers.clone(),
        Input::Build { parameters, .. } => parameters.clone(),
    }
}

fn write_lines(plugin: &str, call_id: uuid::Uuid, lines: &[Line], values: std::borrow::Cow<'_, Answers>) {
    for line in lines {
        let text = redact(&line.text, &values);
        match line.level {
            Level::Debug => tracing::debug!(plugin, %call_id, text, "a plugin says"),
            Level::Info => tracing::info!(plugin, %call_id, text, "a plugin says"),
            Level::Warning => tracing::warn!(plugin, %call_id, text, "a plugin says"),
            Level::Error => tracing::error!(plugin, %call_id, text, "a plugin says"),
        }
    }
}
