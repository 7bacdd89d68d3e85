package io.pentimento.operator.reconcile;

/** Decides which requests of the operator go wrong. */
@FunctionalInterface
interface Weather {
  /**
   * A request of the operator.
   *
   * @param write its number among all writes, from 0; -1 if it only reads
   */
  record Call(Permission permission, String path, int write) {
    boolean isWrite() {
      return write >= 0;
    }
  }

  Fault on(Call call);

  static Weather fair() {
    return call -> Fault.none();
  }

  static Weather atWrite(int number, Fault fault) {
    return call -> call.write() == number ? fault : Fault.none();
  }

  static Weather without(Permission permission) {
    return call ->
        call.permission().equals(permission) ? Fault.forbidden(permission) : Fault.none();
  }
}
