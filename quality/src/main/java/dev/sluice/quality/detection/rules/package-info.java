/**
 * The detection of the server, on texts and on bodies in every form and chunking. Must not know how
 * findings are scored.
 */
@NullMarked
package dev.sluice.quality.detection.rules;

import org.jspecify.annotations.NullMarked;
