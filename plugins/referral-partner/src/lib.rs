//! referral-partner
