/**
 * The search for many patterns in one text that arrives in chunks, and the watermark before which
 * no further match starts. It must not know who searches or the purpose of a match.
 */
@NullMarked
package dev.sluice.common.match.search;

import org.jspecify.annotations.NullMarked;
