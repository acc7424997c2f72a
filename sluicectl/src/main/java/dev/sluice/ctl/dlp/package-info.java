/**
 * The commands that run the DLP rules over files, histories and pasted texts. Must not know the
 * network or a server.
 */
@NullMarked
package dev.sluice.ctl.dlp;

import org.jspecify.annotations.NullMarked;
