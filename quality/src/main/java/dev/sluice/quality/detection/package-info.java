/**
 * How well personal data and secrets are told from all else: the command and its run. Must not know
 * Envoy, the network or a database.
 */
@NullMarked
package dev.sluice.quality.detection;

import org.jspecify.annotations.NullMarked;
