/**
 * Stubs for the systems around Sluice: recording upstreams, a language model, token issuers. They
 * must not know any part of Sluice.
 */
@NullMarked
package dev.sluice.e2e.stub;

import org.jspecify.annotations.NullMarked;
