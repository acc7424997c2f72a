/**
 * Values of every kind by their public formats, and values that only look so. Must not know in
 * which texts they appear.
 */
@NullMarked
package dev.sluice.quality.corpus.value;

import org.jspecify.annotations.NullMarked;
