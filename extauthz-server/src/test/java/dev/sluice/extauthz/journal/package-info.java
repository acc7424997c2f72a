@NullMarked
package dev.sluice.extauthz.journal;

import org.jspecify.annotations.NullMarked;
