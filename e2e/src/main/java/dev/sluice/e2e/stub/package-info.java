/**
 * Stand-ins for what lies beyond Sluice: upstreams that record what reaches them, a language model,
 * an issuer of tokens. Must not know any part of Sluice.
 */
@NullMarked
package dev.sluice.e2e.stub;

import org.jspecify.annotations.NullMarked;
