/** The places of texts: files, trees and git. Must not know the rules or how findings are shown. */
@NullMarked
package dev.sluice.ctl.dlp.source;

import org.jspecify.annotations.NullMarked;
