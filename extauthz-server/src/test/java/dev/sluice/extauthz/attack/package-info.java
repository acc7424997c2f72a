/** Tables of attacks on credentials, run through all classes that read them. */
@NullMarked
package dev.sluice.extauthz.attack;

import org.jspecify.annotations.NullMarked;
