/** The end-to-end tests of policies about headers, bodies and protocols of routes. */
@NullMarked
package dev.sluice.e2e.traffic.edge;

import org.jspecify.annotations.NullMarked;
