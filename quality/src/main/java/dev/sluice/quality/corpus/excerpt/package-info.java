/**
 * Excerpts of public texts that this machine has: the JDK, Python, libraries and the pages of this
 * repository. Nothing of them is stored. Must not know the rules of detection.
 */
@NullMarked
package dev.sluice.quality.corpus.excerpt;

import org.jspecify.annotations.NullMarked;
