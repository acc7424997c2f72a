/**
 * The search for many patterns in one text that arrives in chunks, and the watermark up to which
 * the text is decided. It must not know who searches or what a match leads to.
 */
@NullMarked
package dev.sluice.common.match.search;

import org.jspecify.annotations.NullMarked;
