/** What was decided, written down. It knows decisions, and nothing of how they are made. */
@NullMarked
package dev.sluice.extauthz.journal;

import org.jspecify.annotations.NullMarked;
