import type { ComponentProps } from 'react'
import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { when } from '@/app/_ui/when'
import type { FactorState } from '@/lib/access/second-factor.sql'
import { renewCodes, turnOff } from '../actions'
import { RecoveryCodes } from './recovery-codes.client'

type Props = {
  say: Say
  factor: FactorState
  isRequired: boolean
  words: ComponentProps<typeof RecoveryCodes>['words']
}

/** Fewer recovery codes than this are told as few. */
const FEW = 3

/** A second factor that is on: new recovery codes, and turning it off. */
export function Enrolled({ say, factor, isRequired, words }: Props) {
  const { t } = say
  const { enrolledAt, isReadable, codesLeft: count } = factor
  const labels = {
    currentPassword: t('access.factor.password'),
    oneTimePassword: t('access.factor.eitherCode'),
  }
  const fields = (
    <>
      <TextField
        name="currentPassword"
        type="password"
        label={labels.currentPassword}
        autoComplete="current-password"
        required
      />
      <TextField
        name="oneTimePassword"
        label={labels.oneTimePassword}
        hint={t('access.factor.eitherCodeHint')}
        autoComplete="one-time-code"
        required
      />
    </>
  )
  return (
    <>
      <div className="mb-4 print:hidden">
        <p>{t('access.factor.on', { when: when(enrolledAt) })}</p>
        {count > FEW ? (
          <p className="text-ink-2">{t('access.factor.left', { count })}</p>
        ) : (
          <Alert tone="warning" className="mt-3">
            {t('access.factor.few', { count })}
          </Alert>
        )}
        {!isReadable && (
          <Alert tone="warning" className="mt-3">
            {t('access.factor.unreadable')}
          </Alert>
        )}
      </div>
      <Form id="codes" action={renewCodes} labels={labels} className="card mb-4 print:border-0 print:p-0">
        <RecoveryCodes words={words} />
        <div className="print:hidden">
          <h2>{t('access.factor.renewTitle')}</h2>
          <p className="mt-1 mb-3 text-ink-2">{t('access.factor.renewText')}</p>
          <FormKey />
          {fields}
          <button type="submit" className="btn">
            {t('access.factor.renew')}
          </button>
        </div>
      </Form>
      <Form id="off" action={turnOff} labels={labels} className="card print:hidden">
        <h2>{t('access.factor.offTitle')}</h2>
        <p className="mt-1 mb-3 text-ink-2">
          {t(isRequired ? 'access.factor.offTextRequired' : 'access.factor.offText')}
        </p>
        {fields}
        <button type="submit" className="btn">
          {t('access.factor.turnOff')}
        </button>
      </Form>
    </>
  )
}
