//! A model to findings that are no mistakes: what nobody uses, what cannot happen, what nobody vouches for.
