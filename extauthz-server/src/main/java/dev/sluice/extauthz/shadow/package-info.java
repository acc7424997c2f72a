/**
 * Decides with a second access policy beside the one in force, and changes no answer. It must not
 * know how policies are loaded.
 */
@NullMarked
package dev.sluice.extauthz.shadow;

import org.jspecify.annotations.NullMarked;
