/** Random bodies, and exchanges of them with the server as Envoy would run them. */
@NullMarked
package dev.sluice.quality.fuzz.body;

import org.jspecify.annotations.NullMarked;
