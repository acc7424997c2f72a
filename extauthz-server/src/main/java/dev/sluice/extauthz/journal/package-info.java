/** Writes each decision to the spool. It must not know how decisions are made. */
@NullMarked
package dev.sluice.extauthz.journal;

import org.jspecify.annotations.NullMarked;
