/**
 * The detection command and its run, which score the rules on the corpora. Must not know Envoy, the
 * network or a database.
 */
@NullMarked
package dev.sluice.quality.detection;

import org.jspecify.annotations.NullMarked;
