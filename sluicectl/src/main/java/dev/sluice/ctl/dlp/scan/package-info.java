/**
 * The search of texts with the scanner of the server, on all cores and in bounded memory. Must not
 * know where a text comes from, or how findings are shown.
 */
@NullMarked
package dev.sluice.ctl.dlp.scan;

import org.jspecify.annotations.NullMarked;
