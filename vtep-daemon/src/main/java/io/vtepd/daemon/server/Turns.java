package io.vtepd.daemon.server;

import java.util.List;

/**
 * Who runs the owner's next turn. That is the owner thread, but for short requests that come while
 * it has nothing to do: the I/O thread that brings them runs their turn itself, so that a request
 * and its answer need no other thread. For any thread.
 */
final class Turns {

  /** So many turns one after the other may an I/O thread run for itself and for others. */
  private static final int TURNS_IN_A_ROW = 4;

  private final Mailbox<OwnerMessage> mailbox;
  private final Owner owner;

  Turns(Mailbox<OwnerMessage> mailbox, Owner owner) {
    this.mailbox = mailbox;
    this.owner = owner;
  }

  /** For the owner thread. */
  void put(OwnerMessage message) {
    mailbox.put(message);
  }

  /** Input, on the I/O thread that has read it. */
  void bring(OwnerMessage.Received input) {
    if (!input.isShort() || !mailbox.borrow()) {
      mailbox.put(input);
    } else if (!owner.mayLend()) {
      mailbox.put(input);
      mailbox.giveBack(true);
    } else {
      runTurns(input);
    }
  }

  private void runTurns(OwnerMessage.Received input) {
    List<OwnerMessage> messages = List.of(input);
    for (int turns = 1; !messages.isEmpty(); turns++) {
      boolean call = runShortTurn(messages);
      if (call || turns == TURNS_IN_A_ROW) {
        mailbox.giveBack(call);
        return;
      }
      messages = mailbox.takeOrGiveBack(Turns::isShort);
    }
  }

  /** Runs a turn; whether the owner thread has to follow. */
  private boolean runShortTurn(List<OwnerMessage> messages) {
    try {
      return owner.shortTurn(messages);
    } catch (RuntimeException | Error e) {
      mailbox.put(new OwnerMessage.TurnFailed(e));
      return true;
    }
  }

  private static boolean isShort(OwnerMessage message) {
    return message instanceof OwnerMessage.Received received && received.isShort();
  }
}
