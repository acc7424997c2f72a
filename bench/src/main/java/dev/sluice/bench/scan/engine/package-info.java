/**
 * Everything that searches a text: the scanner, with its recognizers or the shipped rules, and
 * others with patterns of the same kinds. Must not know how it is timed.
 */
@NullMarked
package dev.sluice.bench.scan.engine;

import org.jspecify.annotations.NullMarked;
