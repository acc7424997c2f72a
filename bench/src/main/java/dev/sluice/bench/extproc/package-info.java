/**
 * What the inspection of bodies costs a request and a stream through a real Envoy, beside servers
 * that let everything pass: the command, its run, and what is compared with what.
 */
@NullMarked
package dev.sluice.bench.extproc;

import org.jspecify.annotations.NullMarked;
