/**
 * Evidence → cause → who is charged → penalty: each step a pure function over what was stored. Nothing here reads a
 * clock, a file or a database, and the order in which rows are handed in makes no difference.
 */
@NullMarked
package io.vastctl.blame;

import org.jspecify.annotations.NullMarked;
