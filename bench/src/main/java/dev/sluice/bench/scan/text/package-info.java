/** Texts to be searched, made from the corpora of detection. Must not know what is looked for. */
@NullMarked
package dev.sluice.bench.scan.text;

import org.jspecify.annotations.NullMarked;
