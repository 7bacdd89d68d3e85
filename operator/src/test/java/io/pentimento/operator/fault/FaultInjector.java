// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.fault;

/** Decides which requests of the operator fail. */
@FunctionalInterface
public interface FaultInjector {
  /**
   * Decides about one request of the operator.
   *
   * @param write index among all writes, from 0; -1 for a read
   */
  record Call(Permission permission, String path, int write) {
    public boolean isWrite() {
      return write >= 0;
    }
  }

  Fault on(Call call);

  static FaultInjector fair() {
    return call -> Fault.none();
  }

  static FaultInjector atWrite(int number, Fault fault) {
    return call -> call.write() == number ? fault : Fault.none();
  }

  static FaultInjector without(Permission permission) {
    return call ->
        call.permission().equals(permission) ? Fault.forbidden(permission) : Fault.none();
  }
}
