//! A live service with a few people, to look at the pages of signing in.
//!
//! `cargo run -p web --example accounts -- 8094`, then open the addresses it prints.
//! Nothing here is in the product.

mod house;
#[path = "../gallery/package.rs"]
#[expect(dead_code, reason = "the gallery names its plugin, this example does not")]
mod package;

use std::sync::Arc;

use permissions::Role;
use storage::{InstallationKind, SystemClock};

use house::{House, PASSWORD};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8094);
    let kind = match std::env::args().nth(2).as_deref() {
        Some("demo") => InstallationKind::Demo,
        _ => InstallationKind::Live,
    };
    let house = House::new(kind, Arc::new(SystemClock)).await;
    // With a public form, so that the first page offers it; the form itself is not here.
    house.contribute(package::registry_and_words().0);
    house.account("ama", "Ama Mensah", "active", Role::LeadFacilitator).await;
    let dee = house.account("dee", "Dee Okafor", "invited", Role::Coordinator).await;
    let invitation = house.invite(dee).await;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    #[expect(clippy::print_stdout, reason = "an example tells whoever runs it where to look")]
    {
        println!("http://localhost:{port}/ as 'ama' with '{PASSWORD}'");
        println!("http://localhost:{port}{invitation}");
    }
    let stop = async {
        // Without a signal to wait for, it runs until it is killed.
        let _ = tokio::signal::ctrl_c().await;
    };
    web::serve(listener, house.router.clone(), stop).await?;
    Ok(())
}
