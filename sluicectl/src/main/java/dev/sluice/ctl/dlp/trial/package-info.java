/**
 * The trial of rules on one text: findings, near misses with their reasons, and the check that cuts
 * change nothing. Must not know files or git.
 */
@NullMarked
package dev.sluice.ctl.dlp.trial;

import org.jspecify.annotations.NullMarked;
