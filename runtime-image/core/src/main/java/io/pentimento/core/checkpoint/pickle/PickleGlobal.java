package io.pentimento.core.checkpoint.pickle;

/** Something a pickle may name: a function that builds data, or a type. */
@FunctionalInterface
interface PickleGlobal {
  /** Builds data from the arguments; never anything else. */
  Object call(Arguments arguments);
}
