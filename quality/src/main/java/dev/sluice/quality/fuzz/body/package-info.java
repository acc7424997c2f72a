/**
 * Bodies made up from chance, and what the server makes of them: messages of Envoy in, answers out.
 */
@NullMarked
package dev.sluice.quality.fuzz.body;

import org.jspecify.annotations.NullMarked;
