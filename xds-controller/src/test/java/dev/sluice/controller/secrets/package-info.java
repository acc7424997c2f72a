@NullMarked
package dev.sluice.controller.secrets;

import org.jspecify.annotations.NullMarked;
