/** The formats of findings, and the baseline of accepted ones. Must not know the scanner. */
@NullMarked
package dev.sluice.ctl.dlp.report;

import org.jspecify.annotations.NullMarked;
