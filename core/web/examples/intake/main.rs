//! A demonstration service with a few people, to look at the pages of intake.
//!
//! `cargo run -p web --example intake -- 8095`, then open the addresses it prints.
//! Nothing here is in the product.

mod house;

use std::sync::Arc;

use permissions::Role;
use storage::SystemClock;

use house::{House, PASSWORD, registry};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8095);
    let house = House::new(Arc::new(SystemClock)).await;
    let police = house.partner("Northside Police", "police").await;
    house.account("dan", "Dan Osei", Role::Coordinator, None).await;
    house.account("olu", "Olu Bello", Role::OfficeAdministrator, None).await;
    house.account("priya", "Priya Shah", Role::PartnerReferrer, Some(police)).await;
    // The third argument leaves the plugins without code, so that nothing is checked by them.
    house.break_plugins(std::env::args().any(|argument| argument == "broken"));
    if std::env::args().any(|argument| argument == "bare") {
        house.contribute(registry(&[]));
    }
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    #[expect(clippy::print_stdout, reason = "an example tells whoever runs it where to look")]
    {
        println!("http://localhost:{port}/refer, and as 'dan', 'olu' or 'priya' with '{PASSWORD}'");
    }
    let stop = async {
        // Without a signal to wait for, it runs until it is killed.
        let _ = tokio::signal::ctrl_c().await;
    };
    web::serve(listener, house.router.clone(), stop).await?;
    Ok(())
}
