/**
 * Patterns in what our subset of regular expressions has in common with the JDK's, texts that they
 * nearly match, and what they match by the JDK. Must not know our own search.
 */
@NullMarked
package dev.sluice.quality.fuzz.pattern;

import org.jspecify.annotations.NullMarked;
