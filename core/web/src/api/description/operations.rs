//! What each row of the interface is, beside its path.

use contributions::CatalogueField;
use domain::FieldKind;
use permissions::{ActKind, ViewCase, filterable};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{HttpMethod, Ref, RefOr, Required, ResponseBuilder, Schema};

use super::Describing;
use super::schemas::field_schema;
use crate::api::cases::{LARGEST, PAGE};
use crate::api::contacts::KEY;

/// One row.
pub(super) struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    /// Its name for programs that are generated from the description.
    id: &'static str,
    summary: &'static str,
    /// What an account must be able to do to some record for the row to be of use to it.
    pub needs: Option<ActKind>,
    pub build: fn(&Describing<'_>, &Operation) -> OperationBuilder,
}

const fn get(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    needs: Option<ActKind>,
    build: fn(&Describing<'_>, &Operation) -> OperationBuilder,
) -> Operation {
    Operation { method: "GET", path, id, summary, needs, build }
}

/// Every row; a test holds them to the route table.
pub(super) const OPERATIONS: [Operation; 8] = [
    get("/api/v1/me", "me", "Who asks, and what they may do", None, |_, row| answers(row, "Me")),
    get("/api/v1/cases", "listCases", "The cases that the reader may see", Some(ActKind::ViewCase), cases),
    get("/api/v1/cases/{case}", "openCase", "One case", Some(ActKind::ViewCase), |_, row| {
        answers(row, "CaseRecord").parameter(reference())
    }),
    get("/api/v1/cases/{case}/log", "readLog", "The log of a case", Some(ActKind::ViewCase), |_, row| {
        answers(row, "Log").parameter(reference())
    }),
    Operation {
        method: "POST",
        path: "/api/v1/cases/{case}/contacts",
        id: "logContact",
        summary: "Log a contact, an attempt or a note",
        needs: Some(ActKind::LogContact),
        build: contacts,
    },
    get("/api/v1/referrals", "listReferrals", "Referrals", Some(ActKind::ViewReferral), referrals),
    get("/api/v1/reports/{plugin}/{report}", "makeReport", "A report", Some(ActKind::RunReport), reports),
    get("/api/v1/openapi.json", "describe", "This description", None, |_, row| {
        let object = ObjectBuilder::new().build();
        operation(row).response("200", said("The description", RefOr::T(object.into())))
    }),
];

/// The method as the description has it.
pub(super) fn method(operation: &Operation) -> HttpMethod {
    if operation.method == "POST" { HttpMethod::Post } else { HttpMethod::Get }
}

fn operation(row: &Operation) -> OperationBuilder {
    OperationBuilder::new()
        .operation_id(Some(row.id))
        .summary(Some(row.summary))
        .response("default", refusal())
}

fn answers(row: &Operation, schema: &str) -> OperationBuilder {
    operation(row).response("200", said(row.summary, Ref::from_schema_name(schema).into()))
}

fn said(what: &str, schema: RefOr<Schema>) -> ResponseBuilder {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(what).content("application/json", content)
}

fn refusal() -> ResponseBuilder {
    let why = "Not answered: 401 without a session, 404 for what the reader may not know exists, 403 for what \
        they may not do, 409 after a change in the meantime, 422 for what needs attention";
    said(why, Ref::from_schema_name("Error").into())
}

fn in_query(name: impl Into<String>, what: impl Into<String>, schema: impl Into<RefOr<Schema>>) -> Parameter {
    let parameter =
        ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query).required(Required::False);
    parameter.description(Some(what)).schema(Some(schema)).build()
}

fn in_path(name: &str, what: &str) -> Parameter {
    let parameter =
        ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
    parameter.description(Some(what)).schema(Some(text())).build()
}

fn reference() -> Parameter {
    in_path("case", "The reference of the case, such as C-7KQ2-M4XD")
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn coded(codes: Vec<String>) -> ObjectBuilder {
    text().enum_values(Some(codes))
}

fn day() -> ObjectBuilder {
    text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
}

fn after() -> Parameter {
    in_query(
        "after",
        "What the page before named as `next`; it is good for this reader and list alone",
        text(),
    )
}

fn cases(describing: &Describing<'_>, row: &Operation) -> OperationBuilder {
    let catalogue = describing.registry.catalogue();
    let parts = filterable::<ViewCase>(describing.actor);
    let may = |field: &&CatalogueField| !field.is_sealed() && parts.contains(field.part);
    let of_list = |field: &&CatalogueField| field.id.starts_with("case.") || field.id.starts_with("extra.");
    let ids = |wanted: &dyn Fn(&CatalogueField) -> bool| -> Vec<String> {
        catalogue
            .iter()
            .filter(may)
            .filter(of_list)
            .filter(|field| wanted(field))
            .map(|field| field.id.clone())
            .collect()
    };
    let columns = ArrayBuilder::new().items(text());
    let limit = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1.0))
        .maximum(Some(LARGEST as f64))
        .default(Some(PAGE.into()));
    let mut operation = answers(row, "CaseList")
        .parameter(in_query(
            "field",
            "The fields of each case, by catalogue id; repeated for more than one",
            columns,
        ))
        .parameter(in_query("sort", "The field to sort by", coded(ids(&|field| field.sortable))))
        .parameter(in_query(
            "order",
            "Descending unless asked otherwise",
            coded(["ascending", "descending"].map(str::to_owned).into()),
        ))
        .parameter(in_query("limit", "How many cases", limit))
        .parameter(after());
    for field in catalogue.iter().filter(may).filter(|field| field.filterable) {
        let label = describing.words.text(describing.language, &domain::Message::new(&field.label));
        match field.kind {
            FieldKind::Choice | FieldKind::Choices => {
                let codes = field.options.all().iter().map(|option| option.code.clone()).collect();
                let any = ArrayBuilder::new().items(coded(codes));
                operation = operation.parameter(in_query(&field.id, label, any));
            }
            FieldKind::Boolean => {
                operation = operation.parameter(in_query(&field.id, label, field_schema(describing, field)));
            }
            FieldKind::Date | FieldKind::Instant => {
                operation = operation
                    .parameter(in_query(
                        format!("{}.from", field.id),
                        format!("{label}: on this day or later"),
                        day(),
                    ))
                    .parameter(in_query(
                        format!("{}.before", field.id),
                        format!("{label}: before this day"),
                        day(),
                    ));
            }
            // A text may name somebody, and has no place in an address.
            _ => {}
        }
    }
    operation
}

fn contacts(_: &Describing<'_>, row: &Operation) -> OperationBuilder {
    let key = ParameterBuilder::new()
        .name(KEY)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("A UUID that names this sending: repeated under it, the request acts once"))
        .schema(Some(text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))));
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Contact"))).build();
    let body =
        RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build();
    operation(row).parameter(reference()).parameter(key).request_body(Some(body)).response(
        "201",
        ResponseBuilder::new().description("It is logged; the header Location leads to the log"),
    )
}

fn referrals(_: &Describing<'_>, row: &Operation) -> OperationBuilder {
    let yes = || ObjectBuilder::new().schema_type(Type::Boolean);
    answers(row, "ReferralList")
        .parameter(in_query("waiting", "Only those that wait for a decision", yes()))
        .parameter(in_query("oldest_first", "The oldest first", yes()))
        .parameter(after())
}

fn reports(describing: &Describing<'_>, row: &Operation) -> OperationBuilder {
    let known = describing.registry.reports();
    let known: Vec<String> = known.map(|(plugin, report)| format!("{plugin}/{}", report.id)).collect();
    answers(row, "Report")
        .description(Some(format!("There are: {}", known.join(", "))))
        .parameter(in_path("plugin", "The plugin that contributed it"))
        .parameter(in_path("report", "Its id there"))
        .parameter(in_query("quarter", "The calendar quarter, such as 2026-Q2 for April to June 2026; the last that has ended unless asked otherwise", text()))
}
