//! x
mod text;
mod markdown;
mod inline;mod blocks;mod html;