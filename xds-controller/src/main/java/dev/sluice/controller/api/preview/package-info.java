/** What a change would lead to, before it is committed. Must not change rows. */
@NullMarked
package dev.sluice.controller.api.preview;

import org.jspecify.annotations.NullMarked;
