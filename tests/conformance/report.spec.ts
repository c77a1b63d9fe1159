// The test without the fixtures of browsers: there is none here, and theirs write a file for each failure.
import { _baseTest as test } from '@playwright/test'
import { defineReportTests, readReports } from 'isv-must-gather/playwright'

defineReportTests(test, readReports(JSON.parse(process.env['MUST_GATHER_REPORTS'] ?? '[]') as string[]))
