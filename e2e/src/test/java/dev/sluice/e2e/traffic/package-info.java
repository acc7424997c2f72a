/** Tests of traffic features: a row or policy goes in, and the client or the upstream sees it. */
@NullMarked
package dev.sluice.e2e.traffic;

import org.jspecify.annotations.NullMarked;
