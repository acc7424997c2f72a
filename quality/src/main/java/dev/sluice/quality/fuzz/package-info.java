/**
 * Random patterns, texts and cuts, held against a slow search that is surely right: the command and
 * its targets. Must not know bodies, Envoy or the network.
 */
@NullMarked
package dev.sluice.quality.fuzz;

import org.jspecify.annotations.NullMarked;
