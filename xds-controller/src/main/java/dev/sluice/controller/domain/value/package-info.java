/** The enums of domain columns. Must not depend on the use of a value. */
@NullMarked
package dev.sluice.controller.domain.value;

import org.jspecify.annotations.NullMarked;
