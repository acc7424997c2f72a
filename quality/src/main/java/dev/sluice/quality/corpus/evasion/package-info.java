/**
 * Evasion techniques: forms of a value that people still read and naive patterns miss. Must not
 * know the texts around it.
 */
@NullMarked
package dev.sluice.quality.corpus.evasion;

import org.jspecify.annotations.NullMarked;
