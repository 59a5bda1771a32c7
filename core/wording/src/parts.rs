//! Templates inside templates, without copies.
//!
//! Handlebars copies what a partial is drawn from, and then copies again whatever an
//! expression inside it names, because what it drew from no longer has a path: a table of
//! fifty rows was copied half a dozen times, and that was most of what a page cost. So when
//! a template is loaded, `{{> part}}` becomes a call of the helper below, which draws the
//! same template at the place in the page's data where it stands.

use handlebars::template::{DecoratorTemplate, HelperTemplateBuilder, Parameter, TemplateElement};
use handlebars::{
    BlockContext, BlockParamHolder, Context, Handlebars, Helper, HelperDef, HelperResult, Output,
    RenderContext, RenderErrorReason, Renderable, StringOutput, Template,
};
use serde_json::Value as Json;

use crate::helpers::wrong;

/// The helper's name; no template writes it.
const PART: &str = "accord-part";
/// The helper that writes what stands between `{{#> part}}` and `{{/part}}`.
const BODY: &str = "accord-body";
/// The block parameter under which that is kept, already drawn.
const DRAWN: &str = "accord_body";
/// The name by which a part asks for it.
const PARTIAL_BLOCK: &str = "@partial-block";

/// Registers the helpers.
pub(crate) fn register(handlebars: &mut Handlebars<'static>) {
    handlebars.register_helper(PART, Box::new(Part));
    handlebars.register_helper(BODY, Box::new(Body));
}

/// `template` with a call of the helper in place of every partial.
pub(crate) fn without_partials(mut template: Template) -> Template {
    template.elements = template.elements.into_iter().map(replaced).collect();
    template
}

fn replaced(element: TemplateElement) -> TemplateElement {
    match element {
        TemplateElement::PartialExpression(partial) | TemplateElement::PartialBlock(partial) => {
            call(*partial)
        }
        TemplateElement::HelperBlock(mut block) => {
            block.template = block.template.take().map(without_partials);
            block.inverse = block.inverse.take().map(without_partials);
            TemplateElement::HelperBlock(block)
        }
        other => other,
    }
}

/// The call that stands for a partial.
fn call(partial: DecoratorTemplate) -> TemplateElement {
    let (name, first) = match partial.name.as_name() {
        Some(PARTIAL_BLOCK) => (BODY, Parameter::parse(DRAWN).ok()),
        Some(name) => (PART, Some(Parameter::Literal(Json::String(name.to_owned())))),
        None => (PART, Some(partial.name.clone())),
    };
    let mut call = HelperTemplateBuilder::default();
    call.name(Parameter::Name(name.to_owned()))
        .params(first.into_iter().chain(partial.params.iter().cloned()).collect())
        .hash(partial.hash.clone())
        .block(true)
        .chain(false)
        .indent_before_write(false);
    if let Some(body) = &partial.template {
        call.template(without_partials(body.clone()));
    }
    match call.build() {
        Ok(call) => TemplateElement::HelperBlock(Box::new(call)),
        // Cannot be: every field was given. The partial itself draws the same, slower.
        Err(_) => TemplateElement::PartialExpression(Box::new(partial)),
    }
}

/// Draws the template that its first parameter names, at its second one or where it stands;
/// named parameters are at hand in it and in what it contains.
struct Part;

impl HelperDef for Part {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = helper.param(0).and_then(|name| name.value().as_str()).unwrap_or_default();
        let Some(part) = registry.get_template(name) else {
            return Err(RenderErrorReason::PartialNotFound(name.to_owned()).into());
        };
        let within = render.get_current_template_name();
        render.push_block(place(helper, render));
        let drawn = match helper.template() {
            None => part.render(registry, context, render, out),
            Some(body) => {
                let mut inner = StringOutput::new();
                body.render(registry, context, render, &mut inner)?;
                if let Some(block) = render.block_mut() {
                    let html = Json::String(inner.into_string()?);
                    block.set_block_param(DRAWN, BlockParamHolder::value(html));
                }
                part.render(registry, context, render, out)
            }
        };
        render.pop_block();
        render.set_current_template_name(within);
        drawn
    }
}

/// Where a part is drawn, with its named parameters.
fn place<'rc>(helper: &Helper<'rc>, render: &RenderContext<'_, 'rc>) -> BlockContext<'rc> {
    let mut block = BlockContext::new();
    if let Some(parent) = render.block() {
        block.local_variables_mut().clone_from(parent.local_variables());
    }
    match (helper.param(1), render.block()) {
        (Some(at), _) => match at.context_path() {
            Some(path) => block.base_path_mut().clone_from(path),
            None => block.set_base_value(at.value().clone()),
        },
        (None, Some(parent)) => {
            block.base_path_mut().clone_from(parent.base_path());
            if let Some(value) = parent.base_value() {
                block.set_base_value(value.clone());
            }
        }
        (None, None) => {}
    }
    for (name, value) in helper.hash() {
        // What lies within the place keeps its path; all else is small, and copied.
        let below = value.context_path().and_then(|path| path.strip_prefix(block.base_path().as_slice()));
        let holder = match below {
            Some(path) if block.base_value().is_none() => BlockParamHolder::path(path.to_vec()),
            _ => BlockParamHolder::value(value.value().clone()),
        };
        block.set_block_param(name, holder);
    }
    block
}

/// Writes what was drawn between `{{#> part}}` and `{{/part}}`.
struct Body;

impl HelperDef for Body {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        match helper.param(0).and_then(|drawn| drawn.value().as_str()) {
            Some(html) => Ok(out.write(html)?),
            None => Err(wrong(helper, "the part was drawn without anything between its ends")),
        }
    }
}
